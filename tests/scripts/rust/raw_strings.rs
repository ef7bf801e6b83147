pub async fn cancel(client: &Client, id: &str) -> Result<()> {
    let body = r#"{"comment": "no"}"#;
    client.post("https://api.security.microsoft.com/api/machineactions/".to_string() + id + "/cancel").body(body).send().await?;
    client.post(format!("https://api.security.microsoft.com/api/machineactions/{id}/cancel")).body("{\"comment\": \"no\"}").send().await?;
    Ok(())
}
