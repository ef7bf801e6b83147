pub async fn tag(client: &Client, id: &str) -> Result<()> {
    let url = format!("{}/machines/{}/tags", "https://api.security.microsoft.com/api", id);
    client.post(&url).json(&serde_json::json!({ "Value": "Exposed", "action": "Add" })).send().await?;
    client.delete(format!("https://api.security.microsoft.com/api/machines/{}/offboard", id)).send().await?;
    client.post("https://api.security.microsoft.com/api/machines/x/offboard").send().await?;
    Ok(())
}
