# The parameters of Connect-LianPay, splatted by review-payments.ps1 and confirm-reviewed.ps1. It holds no secret: the key is a path.
@{
    Environment    = 'Production'
    PartnerId      = '201606221000921503'
    PrivateKeyPath = '/etc/lianpay/merchant.pem'
    NotifyUrl      = 'https://pay.example.com/notify'
    Ledger         = '/var/lib/lianpay/ledger.db'
}
