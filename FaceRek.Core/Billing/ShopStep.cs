namespace FaceRek.Core.Billing;

/// <summary>Something that is missing at Stripe, or differs from what we sell.</summary>
public abstract record ShopStep
{
    private ShopStep() { }

    public sealed record MakeProduct(Plan Plan) : ShopStep;

    /// <summary>Somebody archived it.</summary>
    public sealed record ReviveProduct(Plan Plan) : ShopStep;

    public sealed record MakePrice(Plan Plan, PlanPrice Price) : ShopStep;

    /// <param name="PriceId">price_… of one that was archived.</param>
    public sealed record RevivePrice(PlanPrice Price, string PriceId) : ShopStep;

    /// <summary>Another amount, currency or interval than ours. Prices never change at Stripe: somebody has to free the lookup key there, or the plan gets a new version.</summary>
    public sealed record Differs(PlanPrice Price, string PriceId) : ShopStep;

    public sealed record MakeEndpoint(Uri Address) : ShopStep;

    /// <summary>It is switched off, or is sent other events than we work on.</summary>
    public sealed record ChangeEndpoint(Uri Address, string EndpointId) : ShopStep;
}
