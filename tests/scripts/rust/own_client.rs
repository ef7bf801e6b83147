impl Client {
    pub async fn restrict(&self, id: &str) -> Result<Action> {
        self.post::<Action>(&format!("api/machines/{id}/restrictCodeExecution"), &json!({"comment": "x"})).await
    }

    pub async fn scan(&self, id: &str, body: &Value) -> Result<Action> {
        self.request(Method::POST, &format!("api/machines/{id}/runAntiVirusScan"), Some(body)).await
    }

    pub async fn cancel(&self, id: &str) -> Result<Action> {
        self.request(Method::POST, &format!("api/machineactions/{id}/cancel"), None).await
    }
}
