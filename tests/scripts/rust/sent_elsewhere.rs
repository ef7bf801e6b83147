pub async fn offboard(client: &Client, id: &str, full: bool) -> Result<()> {
    let request = client.post(format!("https://api.security.microsoft.com/api/machines/{id}/offboard"));
    let body = if full { json!({ "comment": "x" }) } else { json!({ "Comment": "y" }) };
    request.json(&body).send().await?;
    client.post(format!("https://api.security.microsoft.com/api/machines/{id}/offboard")).json(&body).send().await?;
    Ok(())
}
