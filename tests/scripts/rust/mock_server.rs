#[tokio::test]
async fn isolate_needs_a_comment() {
    let server = MockServer::start().await;
    Mock::given(method("POST")).and(path("/api/machines/1/isolate")).respond_with(ResponseTemplate::new(400)).mount(&server).await;
    let answer = client.post(format!("{}/api/machines/1/isolate", server.uri())).json(&json!({"comment": "x"})).send().await;
    let answer = client.post("/api/machines/1/offboard").json(&json!({"comment": "x"})).send().await;
}
