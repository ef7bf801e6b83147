targetScope = 'resourceGroup'

@description('Region of the API, such as eu')
param region string = 'eu'
param location string = resourceGroup().location

// One place for what all actions share.
var api = 'https://api-${region}.securitycenter.microsoft.com/api'
var json = {
  'Content-Type': 'application/json'
}
var oauth = {
  type: 'ManagedServiceIdentity'
  audience: 'https://api.securitycenter.microsoft.com'
}

resource playbook 'Microsoft.Logic/workflows@2019-05-01' = {
  name: 'contain-device'
  location: location
  properties: {
    state: 'Enabled'
    definition: {
      '$schema': 'https://schema.management.azure.com/providers/Microsoft.Logic/schemas/2016-06-01/workflowdefinition.json#'
      contentVersion: '1.0.0.0'
      triggers: {
        Asked: {
          type: 'Request'
          kind: 'Http'
          inputs: {
            schema: {}
          }
        }
      }
      actions: {
        For_each_device: {
          type: 'Foreach'
          foreach: '@triggerBody()?[\'devices\']'
          actions: {
            Isolate: {
              type: 'Http'
              inputs: {
                method: 'POST'
                uri: '${api}/machines/@{item()?[\'id\']}/isolate'
                authentication: oauth
                headers: json
                body: {
                  comment: 'Asked by @{triggerBody()?[\'by\']}, it\'s urgent'
                  IsolationType: 'full'
                }
              }
            }
            Scan: {
              type: 'Http',
              inputs: {
                method: 'POST',
                uri: 'https://api.securitycenter.microsoft.com/api/machines/@{item()?[\'id\']}/runAntiVirusScans',
                body: {
                  Comment: 'Asked for',
                  ScanType: 'Full'
                }
              }
            }
            Tag: {
              type: 'ApiConnection'
              inputs: {
                host: {
                  connection: {
                    name: '@parameters(\'$connections\')[\'wdatp\'][\'connectionId\']'
                  }
                }
                method: 'post'
                path: '/api/machines/@{encodeURIComponent(item()?[\'id\'])}/tags'
                body: union({
                  Value: 'contained'
                }, {
                  action: 'Add'
                })
              }
            }
            Tell_the_SIEM: {
              type: 'ApiConnection'
              inputs: {
                host: {
                  connection: {
                    name: '@parameters(\'$connections\')[\'azuresentinel\'][\'connectionId\']'
                  }
                }
                method: 'post'
                path: '/Incidents/Comment'
                body: {
                  comment: 'done'
                }
              }
            }
          }
        }
      }
    }
  }
}
