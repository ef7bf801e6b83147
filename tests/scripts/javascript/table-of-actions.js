const base = 'https://api.security.microsoft.com/api';

const actions = {
  isolate: (id) => ({
    options: { url: `${base}/machines/${id}/isolate`, method: 'POST', data: { comment: 'Ticket 4711', IsolationType: 'Full' } },
  }),
  all: [
    { uri: `${base}/indicators/BatchDelete`, method: 'POST', body: JSON.stringify({ IndicatorIds: [] }) },
    { path: '/api/machines/:id/offboard', method: 'POST', handler: offboard },
  ],
};
