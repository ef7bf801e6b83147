function Invoke-DefenderApi {
    param($Method, $Path, $Body)
    Invoke-RestMethod -Method $Method -Uri "https://api.security.microsoft.com/api/$Path" -Body ($Body | ConvertTo-Json)
}

function Stop-Device ($Id, $Reason) {
    Invoke-DefenderApi -Method Post -Path "machines/$Id/isolate" -Body @{ comment = $Reason; IsolationType = 'Full' }
}

function Start-Scan ($Id, $Type) {
    # What is made of -ScanType is in another file.
    Invoke-DefenderApi -Method Post -Path "machines/$Id/runAntiVirusScan" -ScanType $Type
}

function Remove-Indicator ($Id) {
    Invoke-DefenderApi -Method Delete -Path "indicators/$Id"
}
