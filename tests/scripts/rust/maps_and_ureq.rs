use std::collections::HashMap;

const HOST: &str = "https://api.security.microsoft.com";

async fn isolate(client: &reqwest::Client, id: &str, selective: bool) -> Result<()> {
    let mut body = HashMap::new();
    body.insert("comment", "x");
    if selective {
        body.insert("IsolationType", "selective");
    }
    client.post(format!("{HOST}/api/machines/{id}/isolate")).json(&body).send().await?;
    Ok(())
}

async fn close(client: &reqwest::Client, id: &str) -> Result<()> {
    let mut body = serde_json::Map::new();
    body.insert("Status".to_string(), json!("Closed"));
    client.patch(format!("{HOST}/api/alerts/{id}")).json(&serde_json::Value::Object(body)).send().await?;
    Ok(())
}

fn scan(id: &str) -> Result<()> {
    ureq::post(&format!("{HOST}/api/machines/{id}/runAntiVirusScan"))
        .set("Authorization", &token)
        .send_json(json!({"Comment": "x", "ScanType": "quick"}))?;
    let mut body = BTreeMap::new();
    body.insert(String::from("comment"), "x".to_string());
    body.insert("IsolationType".into(), "full".to_string());
    ureq::post(&format!("{HOST}/api/machines/{id}/isolate")).send_json(body)?;
    Ok(())
}
