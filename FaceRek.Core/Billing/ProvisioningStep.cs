namespace FaceRek.Core.Billing;

/// <summary>Something that is missing at Stripe, or differs from what we sell.</summary>
public abstract record ProvisioningStep
{
    private ProvisioningStep() { }

    public sealed record MakeProduct(Plan Plan) : ProvisioningStep;

    /// <summary>Somebody archived it.</summary>
    public sealed record ReviveProduct(Plan Plan) : ProvisioningStep;

    public sealed record MakePrice(Plan Plan, PlanPrice Price) : ProvisioningStep;

    /// <param name="PriceId">price_… of one that was archived.</param>
    public sealed record RevivePrice(PlanPrice Price, string PriceId) : ProvisioningStep;

    /// <summary>Another amount, currency or interval than ours. Prices never change at Stripe: somebody has to free the lookup key there, or the plan gets a new version.</summary>
    public sealed record Differs(PlanPrice Price, string PriceId) : ProvisioningStep;

    public sealed record MakeEndpoint(Uri Address) : ProvisioningStep;

    /// <summary>It is switched off, or is sent other events than we work on.</summary>
    public sealed record ChangeEndpoint(Uri Address, string EndpointId) : ProvisioningStep;
}
