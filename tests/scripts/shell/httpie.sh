#!/bin/bash
http POST https://api.security.microsoft.com/api/indicators Authorization:"Bearer $TOKEN" indicatorValue=bad.contoso.com indicatorType=DomainName action=block title=Phish description="From the feed" generateAlert:=true
xh post https://api.security.microsoft.com/api/machines/$ID/offboard comment=gone
http --raw '{"comment":"x"}' POST https://api.security.microsoft.com/api/machines/$ID/offboard
