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

function Get-Weakness ($Tenant) {
    # The name of the command says the method.
    $base = 'https://api.securitycenter.microsoft.com/api'
    New-TenantGetRequest -Uri "$base/machines/SoftwareVulnerabilitiesByMachine?`$stop=50" -TenantId $Tenant
    New-TenantPostRequest -Uri "$base/machines/$Id/unisolate" -TenantId $Tenant -Body (@{ comment = 'Back' } | ConvertTo-Json)
    New-TenantPostRequest -Uri "$base/alerts/$Alert" -Type PATCH -Body (@{ status = 'Closed' } | ConvertTo-Json)
    New-TenantGetRequest -Uri "$base/machines/$Id/logonusers" -Type Application
    Get-Request -Path "machines/$Id/isolate"
    New-ProxyRequest -Uri "$base/machines/$Id/isolated"
}

function Stop-All ($Devices) {
    # Method, URL and body in this order.
    $send = {
        param($How, $Where, $What)
        Invoke-RestMethod -Method $How -Uri $Where -Body ($What | ConvertTo-Json) -ContentType 'application/json'
    }
    $base = 'https://api.security.microsoft.com/api'
    foreach ($device in $Devices) {
        & $send 'POST' ($base + '/machines/' + $device + '/isolate') @{ Comment = 'x'; IsolationType = 'full' }
        Invoke-DefenderApi Post "$base/machines/$device/offboard" @{ comment = 'Gone' }
        Invoke-DefenderApi $How "$base/machines/$device/offboard" @{ comment = 'Gone' }
        Write-Log POST "$base/machines/$device/offboard"
    }
}
