// The keys of a struct are in its attributes, which are not followed.
#[derive(Serialize)]
struct Isolate<'a> {
    comment: &'a str,
}

pub async fn isolate(client: &Client, id: &str) -> Result<()> {
    let body = Isolate { comment: "x" };
    client.post(format!("https://api.security.microsoft.com/api/machines/{id}/isolate")).json(&body).send().await?;
    Ok(())
}
