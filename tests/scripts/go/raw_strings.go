package mde

func Cancel(id string) {
	http.Post("https://api.security.microsoft.com/api/machineactions/"+id+"/cancel", "application/json", strings.NewReader(`{"comment": "no"}`))
	http.Post("https://api.security.microsoft.com/api/machineactions/"+id+"/cancel", "text/plain", strings.NewReader("{\"Comment\": \"no\"}"))
}
