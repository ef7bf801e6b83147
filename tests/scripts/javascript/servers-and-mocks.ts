import express from 'express';
import nock from 'nock';

const app = express();
app.post('/api/machines/:id/isolate', (req, res) => res.json({ status: 'Pending' }));
nock('https://api.security.microsoft.com').post('/api/machines/1/isolate', { Comment: 'x' }).reply(201);
http.post('https://api.security.microsoft.com/api/machines/1/isolate', () => HttpResponse.json({}));
