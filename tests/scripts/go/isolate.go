package mde

import (
	"bytes"
	"encoding/json"
	"fmt"
	"net/http"
)

const base = "https://api.security.microsoft.com/api"

func Isolate(client *http.Client, id, comment string) error {
	body := map[string]any{"Comment": comment, "isolationType": "full"}
	data, err := json.Marshal(body)
	if err != nil {
		return err
	}
	request, err := http.NewRequest(http.MethodPost, fmt.Sprintf("%s/machines/%s/isolate", base, id), bytes.NewBuffer(data))
	if err != nil {
		return err
	}
	request.Header.Set("Content-Type", "application/json")
	_, err = client.Do(request)
	return err
}
