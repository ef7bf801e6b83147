const API = 'https://api.security.microsoft.com/api';

export async function isolate(id, comment) {
  const response = await fetch(`${API}/machines/${id}/isolate`, {
    method: 'POST',
    headers: { Authorization: `Bearer ${process.env.TOKEN}`, 'Content-Type': 'application/json' },
    body: JSON.stringify({ comment, isolationType: 'Full' }),
  });
  return response.json();
}
