import express from 'express';
import nock from 'nock';

const app = express();
app.post('/api/machines/:id/isolate', (req, res) => res.json({ status: 'Pending' }));
nock('https://api.security.microsoft.com').post('/api/machines/1/isolate', { Comment: 'x' }).reply(201);
http.post('https://api.security.microsoft.com/api/machines/1/isolate', () => HttpResponse.json({}));

// A page calls the server that it comes from.
await fetch(`/api/machines/${id}/isolate`, { method: 'POST', body: JSON.stringify({ comment: 'x', isolationType: 'full' }) });
await window.fetch('/api/machineactions/' + id + '/cancel', { method: 'POST', body: JSON.stringify({ comment: 'x' }) });

// Routes of a server, with their handlers by name.
router.get('/api/machineactions/:id/status', controller.status);
app.put('/api/machineactions/:id/cancel', controller.cancel);
const routes = { isolate: { method: 'POST', path: '/api/machines/:id/isolated', body: schemas.isolate } };
