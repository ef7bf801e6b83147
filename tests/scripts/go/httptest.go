package soc

import "net/http/httptest"

func TestIsolateNeedsAComment(t *testing.T) {
	server := httptest.NewServer(mockDefender())
	request := httptest.NewRequest("POST", "/api/machines/1/isolate", strings.NewReader(`{"IsolationType": "full"}`))
	again, _ := http.NewRequest("POST", server.URL+"/api/machines/1/isolate", strings.NewReader(`{"comment": "x"}`))
}
