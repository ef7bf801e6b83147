package mde

// The keys of a struct are in its tags, which are not followed.
type isolate struct {
	Comment string `json:"comment"`
}

func Send(id string) {
	data, _ := json.Marshal(isolate{Comment: "x"})
	http.Post("https://api.security.microsoft.com/api/machines/"+id+"/isolate", "application/json", bytes.NewReader(data))
}
