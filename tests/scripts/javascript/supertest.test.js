import request from 'supertest';
import { app } from '../mock-defender.js';

it('asks for a comment', async () => {
  await request(app).post('/api/machines/1/isolate').send({ isolationType: 'full' }).expect(400);
  await request(app).get('/api/machineactions/1').expect(404);
});
