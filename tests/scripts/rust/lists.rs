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

pub async fn of_several_tokens(client: &Client, id: &str, a: &Alert) -> Result<()> {
    let title = "x";
    let body = json!({"IndicatorIds": [a.title, 5 + 1, -1, title, "x", "y"]});
    client.post("https://api.security.microsoft.com/api/indicators/BatchDelete").json(&body).send().await?;
    Ok(())
}
