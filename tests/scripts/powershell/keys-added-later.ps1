function Update-Incident {
    param([string] $Id, [string] $Owner, [string] $Status, [switch] $Close)

    $body = @{}
    if ($Owner) { $body.assignedTo = $Owner }
    if ($Status) { $body['status'] = $Status }
    if ($Close) {
        $body += @{ status = 'Resolved'; classification = 'TruePositive'; determination = 'Malware' }
    }
    $body.Add('tags', @('reviewed'))
    $body.Comment = 'Closed by the runbook'
    $body.Remove('tags')

    Invoke-RestMethod -Method Patch -Uri "https://api.security.microsoft.com/api/incidents/$Id" `
        -Headers $h -Body ($body | ConvertTo-Json) -ContentType 'application/json'
}
