use serde_json::json;

const BASE: &str = "https://api.security.microsoft.com/api";

pub async fn isolate(client: &reqwest::Client, id: &str, comment: &str) -> reqwest::Result<()> {
    let body = json!({ "Comment": comment, "isolationType": "full" });
    client
        .post(format!("{BASE}/machines/{id}/isolate"))
        .bearer_auth(token())
        .json(&body)
        .send()
        .await?
        .error_for_status()?;
    Ok(())
}
