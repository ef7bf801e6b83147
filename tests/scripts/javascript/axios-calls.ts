import axios from 'axios';

const client = axios.create({ baseURL: 'https://api.security.microsoft.com' });

export async function tag(id: string, value: string): Promise<void> {
  await client.post(`/api/machines/${id}/tags`, { Value: value, action: 'Add' }, { headers: { 'X-Trace': '1' } });
  await axios({ method: 'patch', url: `https://api.security.microsoft.com/api/alerts/${id}`, data: { Status: 'Resolved' } });
  await axios.delete(`https://api.security.microsoft.com/api/indicators/${id}`);
}
