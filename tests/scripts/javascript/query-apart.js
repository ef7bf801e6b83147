const api = 'https://api.security.microsoft.com/api';

await axios.get(`${api}/machines/findbytag`, { params: { tag: 'kiosk', useStartsWithFilter: 'yes' } });
const url = new URL(`${api}/machines/findbytag`);
url.searchParams.set('tag', 'kiosk');
await client.get(url.toString());
