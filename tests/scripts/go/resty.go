package soc

const host = "https://api.security.microsoft.com"

func Isolate(client *resty.Client, id string) {
	body := map[string]any{"comment": "x", "IsolationType": "Full"}
	client.R().SetHeader("Content-Type", "application/json").SetBody(body).Post(host + "/api/machines/" + id + "/isolate")
	request := client.R()
	request.SetBody(map[string]any{"comment": "x"})
	request.Post(host + "/api/machines/" + id + "/offboard")
}

func Release(id string, body io.ReadCloser) {
	request, _ := http.NewRequest("POST", host+"/api/machines/"+id+"/unisolate", nil)
	request.Body = body
	client.Do(request)
}
