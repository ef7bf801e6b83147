package main

const base = "https://api.security.microsoft.com/api"

func forms(client *http.Client, id string, key string, flag bool) {
	body := map[string]any{"comment": -1, "IsolationType": nil}
	body["Ticket"] = 0x1F
	body[key] = 1.5
	delete(body, "Ticket")
	data, _ := json.Marshal(body)
	http.Post(base+"/machines/"+id+"/isolate", "application/json", bytes.NewBuffer(data))
	other, err := json.Marshal(map[string]interface{}{"comment": 'x', "IsolationType": strings.ToUpper(key)})
	http.Post(fmt.Sprintf("%s/machines/%s/isolate", base, id), "application/json", bytes.NewReader(other))
	ids := []string{"1"}
	ids = append(ids, "1")
	list, _ := json.Marshal(map[string]any{"IndicatorIds": ids})
	http.Post(base+"/indicators/BatchDelete", "application/json", bytes.NewReader(list))
	pairs, _ := json.Marshal(map[string]any{"indicatorIds": [2]string{0: "1", 1: "1"}})
	http.Post(base+"/indicators/BatchDelete", "application/json", bytes.NewReader(pairs))
	text := []byte(`{"comment": "x", "IsolationType": "full"}`)
	request, _ := http.NewRequest(http.MethodPost, strings.Replace(base+"/machines/ID/isolate", "ID", id, 1), bytes.NewBuffer(text))
	client.Do(request)
	url := base
	url += "/machines/" + url.PathEscape(id) + "/isolate"
	var reader io.Reader = strings.NewReader("{\"comment\": \"x\"}")
	http.Post(url, "application/json", reader)
	http.Post(strings.TrimSuffix(base+"/machines/1/isolate/", "/"), "application/json", strings.NewReader(`{"comment": `+strconv.Quote(id)+`}`))
	for _, each := range ids {
		one, _ := json.Marshal(Isolation{Comment: each, IsolationType: "full"})
		http.Post(base+"/machines/"+each+"/isolate", "application/json", bytes.NewReader(one))
	}
	var empty map[string]string
	empty["comment"] = "x"
	some, _ := json.Marshal(&empty)
	http.Post(strings.Join([]string{base, "machines", id, "isolate"}, "/"), "application/json", bytes.NewReader(some))
	same, _ := json.MarshalIndent(struct{ Comment string }{Comment: "x"}, "", " ")
	http.Post((base + "/machines/1/isolate"), "application/json", bytes.NewReader(same))
	http.Post(base+"/machines/"+id+"/isolate", "application/json", bytes.NewReader([]byte("{\"comment\": \"x\"}")))
}
