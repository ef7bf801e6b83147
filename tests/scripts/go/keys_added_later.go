package mde

func Update(id string, owner string) {
	body := map[string]interface{}{"comment": "Triage", "status": "resolved"}
	if owner != "" {
		body["AssignedTo"] = owner
	}
	delete(body, "status")
	body["determination"] = "malware"
	data, _ := json.Marshal(body)
	req, _ := http.NewRequestWithContext(ctx, http.MethodPatch, "https://api.security.microsoft.com/api/alerts/"+id, bytes.NewReader(data))
	client.Do(req)
}
