const BASE: &str = "https://api.security.microsoft.com/api";

async fn forms(client: &Client, id: &str, word: &str, flag: bool) -> Result<()> {
    let url = format!("{BASE}/machines/{{}}/isolate");
    client.post(format!("{BASE}/machines/{0}/isolate", id)).json(&json!({"comment": -1, "IsolationType": null})).send().await?;
    client.post(format!("{base}/machines/{id}/isolate", base = BASE)).json(&json!({"comment": true, "IsolationType": 1.5})).send().await?;
    client.post(format!("{}/machines/{}/isolate", BASE)).json(&json!({"comment": "a\u{e9}\n", "IsolationType": word.to_uppercase()})).send().await?;
    client.post(format!(TEMPLATE, id)).json(&json!({"comment": "x"})).send().await?;
    client.post(BASE.to_string() + "/machines/1/isolate").json(&json!({word: "x", "comment": concat!("a", "b")})).send().await?;
    client.post(format!("{BASE}/machines/ID/isolate").replace("ID", id)).json(&json!({"comment": Kind::Full, "IsolationType": r#"full"#})).send().await?;
    client.post(format!("{BASE}/machines/{id}/isolate/").trim_end_matches('/')).json(&json!({"comment": self.comment, "IsolationType": if flag { "full" } else { "Full" }})).send().await?;
    client.post(format!("{BASE}/machines/{id}/isolate").trim()).json(&json!(body)).send().await?;
    client.post(format!("{BASE}/indicators/BatchDelete")).json(&json!({"indicatorIds": vec!["1", "1"]})).send().await?;
    client.post(format!("{BASE}/indicators/BatchDelete")).json(&json!({"indicatorIds": ["1", id, "1",]})).send().await?;
    client.request(Method::POST, format!("{BASE}/machines/{id}/isolate")).body(json!({"comment": "x"}).to_string()).send().await?;
    client.request(reqwest::Method::POST, format!("{BASE}/machines/{id}/isolate")).body(serde_json::to_string(&json!({"comment": "x"}))?).send().await?;
    let (first, second) = pair();
    let mut ids = vec!["1"];
    ids.push("1");
    client.post(format!("{BASE}/indicators/BatchDelete")).json(&json!({"IndicatorIds": ids})).send().await?;
    for each in ids {
        client.post(format!("{BASE}/machines/{each}/isolate")).json(&json!({"comment": first})).send().await?;
    }
    let mut body = HashMap::from([("comment", "x"), ("IsolationType", "full")]);
    body.remove("comment");
    body.insert(word, "x");
    body.extend(more);
    client.post(format!("{BASE}/machines/{id}/isolate")).json(&body).send().await?;
    let mut path = String::from(BASE);
    path += "/machines/1/isolate";
    path.push_str("x");
    client.post(path).json(&json!({"comment": "x"})).send().await?;
    Ok(())
}
