package mde

func Serve() {
	mux.HandleFunc("/api/machines/1/isolate", func(w http.ResponseWriter, r *http.Request) {})
	router.POST("/api/machines/:id/isolate", handler)
	httpmock.RegisterResponder("POST", "https://api.security.microsoft.com/api/machines/1/isolate", responder)
}
