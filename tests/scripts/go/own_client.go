package mde

func (c *Client) Restrict(ctx context.Context, id string) error {
	return c.do(ctx, "POST", "/machines/"+id+"/restrictCodeExecution", map[string]string{"comment": "x"}, nil)
}

func (c *Client) Offboard(ctx context.Context, id string, payload any) error {
	return c.do(ctx, http.MethodDelete, "/machines/"+id+"/offboard", payload)
}

func (c *Client) Scan(ctx context.Context, id string, payload any) error {
	return c.do(ctx, http.MethodPost, "/machines/"+id+"/runAntiVirusScan", payload)
}
