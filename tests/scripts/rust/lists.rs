pub async fn run(client: &Client, id: &str, script: &str) -> Result<()> {
    let body = json!({
        "Comment": "Collect",
        "Commands": [
            { "type": "runScript", "params": [{ "key": "ScriptName", "value": script.to_string() }] },
        ],
    });
    client.post(format!("https://api.security.microsoft.com/api/machines/{id}/runliveresponse")).json(&body).send().await?;
    Ok(())
}
