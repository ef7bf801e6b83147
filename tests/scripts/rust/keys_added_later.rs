pub async fn update(client: &Client, id: &str, owner: Option<&str>) -> Result<()> {
    let mut body = json!({ "comment": "Triage" });
    if let Some(owner) = owner {
        body["AssignedTo"] = json!(owner);
    }
    body["determination"] = json!("malware");
    client.patch(format!("https://api.security.microsoft.com/api/alerts/{id}")).json(&body).send().await?;
    Ok(())
}
