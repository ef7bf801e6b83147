export class DefenderClient {
  private readonly base = 'https://api.security.microsoft.com/api';

  constructor(private readonly http: Http) {}

  async scan(id: string, scanType: string): Promise<unknown> {
    return this.request({ method: 'POST', url: `${this.base}/machines/${id}/runAntiVirusScan`, body: { Comment: 'x', scanType } });
  }

  async restrict(id: string): Promise<unknown> {
    return this.callApi<Action>('POST', `/machines/${id}/restrictCodeExecution`, { comment: 'x' });
  }

  async byTag(tag: string): Promise<unknown> {
    return defenderApiRequest(`/machines/findbytag`, { method: 'POST', body: { Value: tag } });
  }

  async offboard(id: string, body: Body): Promise<unknown> {
    return this.request({ method: 'POST', url: `${this.base}/machines/${id}/offboard`, body });
  }
}
