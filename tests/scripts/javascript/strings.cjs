const request = require('request');
const id = 'größe 🛡';
request({ method: 'POST', uri: 'https://api.security.microsoft.com/api/machines/' + id + '/isolate', body: '{"comment":"it\'s 🛡","IsolationType":"Full"}', headers: { 'content-type': 'application/json' } });
request({ method: 'POST', uri: "https://api.security.microsoft.com/api/machines/x/isolate", json: true, body: { "Comment": "\u00fc", isolationType: `full` } });
