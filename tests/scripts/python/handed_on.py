import json
import urllib.request

RELEASE = "https://api.security.microsoft.com/api/machines/{}/unisolate"


class Client:
    def send(self, device, *args, **kwargs):
        self.session.post(RELEASE.format(device), headers=self.headers, **kwargs)
        self.session.post(RELEASE.format(device), *args)
        self.session.get("https://api.security.microsoft.com/api/machines/findbytag", **kwargs)

    def release(self, device):
        request = urllib.request.Request(RELEASE.format(device), method="POST")
        request.data = json.dumps({"Comment": "x"}).encode()
        options = {"json": {"comment": "x"}}
        self.session.post(RELEASE.format(device), **options)
        return self.session.post(RELEASE.format(device))
