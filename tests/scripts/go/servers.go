package mde

func Serve() {
	mux.HandleFunc("/api/machines/1/isolate", func(w http.ResponseWriter, r *http.Request) {})
	router.POST("/api/machines/:id/isolate", handler)
	httpmock.RegisterResponder("POST", "https://api.security.microsoft.com/api/machines/1/isolate", responder)
	router.DELETE("/api/machineactions/:id", handlers.Cancel)
	r.Get("/api/machineactions/{id}/status", handlers.Status)
	client.R().SetBody(map[string]any{"Comment": "x"}).Post("https://api.security.microsoft.com/api/machines/{id}/isolated")
}
