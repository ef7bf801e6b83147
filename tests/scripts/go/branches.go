package mde

func Release(ids []string, full bool) {
	var body map[string]string
	if full {
		body = map[string]string{"comment": "x"}
	} else {
		body = map[string]string{"Comment": "y"}
	}
	data, _ := json.Marshal(body)
	http.Post("https://api.security.microsoft.com/api/machines/x/unisolate", "application/json", bytes.NewReader(data))
	for _, id := range ids {
		inner, _ := json.Marshal(map[string]string{"comment": id})
		http.Post("https://api.security.microsoft.com/api/machines/"+id+"/unisolate", "application/json", bytes.NewReader(inner))
	}
}
