// axios sends what comes after the URL, though its keys are called like options of a client.
axios.post("https://api.security.microsoft.com/api/machines/${id}/isolate", { data: "x", timeout: 5 });
axios.delete("https://api.security.microsoft.com/api/indicators/5", { headers: { "Content-Type": "text/plain" } });
got.post("https://api.security.microsoft.com/api/machines/${id}/isolate", { json: { comment: "x" }, timeout: 5 });
