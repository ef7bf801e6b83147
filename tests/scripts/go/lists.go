package mde

func Tag(ids []string) {
	body := map[string]any{"Value": "Exposed", "Action": "add", "MachineIds": ids}
	data, _ := json.Marshal(body)
	http.Post("https://api.security.microsoft.com/api/machines/AddOrRemoveTagForMultipleMachines", "application/json", bytes.NewReader(data))

	commands := []map[string]any{
		{"type": "RunScript", "params": []map[string]string{{"key": "scriptName", "value": "a.ps1"}}},
	}
	data, _ = json.Marshal(map[string]any{"Comment": "x", "Commands": commands})
	http.Post("https://api.security.microsoft.com/api/machines/"+ids[0]+"/runliveresponse", "application/json", bytes.NewReader(data))
}
