<#
.SYNOPSIS
    Isolates a device that an analyst has named.
#>
[CmdletBinding()]
param(
    [Parameter(Mandatory)] [string] $MachineId,
    [string] $Reason = 'Suspicious sign-in, see ticket'
)

$base = 'https://api.security.microsoft.com/api'
$headers = @{
    Authorization  = "Bearer $env:MDE_TOKEN"
    'Content-Type' = 'application/json'
}

$body = @{
    Comment       = $Reason
    IsolationType = 'Full'
} | ConvertTo-Json

$answer = Invoke-RestMethod -Method Post -Uri "$base/machines/$MachineId/isolate" -Headers $headers -Body $body
Write-Output "Action $($answer.id) is $($answer.status)"
