namespace FaceRek.Core.Billing;

/// <summary>The words Stripe has for the state of an invoice.</summary>
public static class InvoiceStatus
{
    public const string Draft = "draft";
    public const string Open = "open";
    public const string Paid = "paid";
    public const string Void = "void";
    public const string Uncollectible = "uncollectible";
}
