function Set-Alert {
    param([string] $Id, [string] $Status, [string] $Owner, [string] $Text)
    $body = @{
        status     = "$Status"
        assignedTo = "$Owner"
        comment    = "$Text"
    } | ConvertTo-Json
    Invoke-RestMethod -Method Patch -Uri "https://api.security.microsoft.com/api/alerts/$Id" -Headers $h -Body $body -ContentType 'application/json'
}
