using System.CommandLine;
using System.Globalization;
using FaceRek.Core.Billing.Events;
using FaceRek.Core.Billing.Plans;
using FaceRek.Core.Billing.Stripe;
using FaceRek.Core.Mail;
using FaceRek.Web.Hooks;
using FaceRek.Web.Setup;

namespace FaceRek.Web.Commands;

/// <summary>The operator's billing commands: create products and prices at Stripe, and handle events that could not be processed.</summary>
internal static class BillingCommand
{
    public static Command Create() =>
        new("billing", "Sets up products and prices at Stripe, and manages Stripe's messages.")
        {
            Setup(),
            Events(),
            Replay(),
        };

    private static Command Setup()
    {
        var apply = new Option<bool>("--apply")
        {
            Description = "Creates what is missing; without it nothing is changed.",
        };
        var command = new Command(
            "setup",
            "Lists the products, prices and webhook endpoint that are missing at Stripe, and creates them with --apply."
        )
        {
            apply,
        };
        command.SetAction(
            async (result, cancellationToken) =>
            {
                await using var app = FaceRekHost.Build(CommandSettings.Quiet);
                var stripe = app.Services.GetRequiredService<StripeConnection>();
                if (!stripe.IsConfigured)
                {
                    throw new CommandException("Billing__SecretKey is not set. Set it to connect to Stripe.");
                }
                var hook = app.Services.GetRequiredService<SiteLinks>().To(StripeHook.Path);
                RefuseUnreachable(hook, stripe);
                await SetUpAsync(
                    app.Services.GetRequiredService<StripeProvisioner>(),
                    hook,
                    result.GetValue(apply),
                    stripe.IsLive ? "real money" : "test mode",
                    cancellationToken
                );
            }
        );
        return command;
    }

    private static void RefuseUnreachable(Uri hook, StripeConnection stripe)
    {
        if (!stripe.IsStripes)
        {
            return;
        }
        if (hook.IsLoopback)
        {
            throw new CommandException(
                "Site__Address is this machine itself, which Stripe cannot reach. Set the public address."
            );
        }
        if (stripe.IsLive && hook.Scheme != Uri.UriSchemeHttps)
        {
            throw new CommandException("Site__Address must start with https://, or Stripe sends nothing to it.");
        }
    }

    private static async Task SetUpAsync(
        StripeProvisioner provisioner,
        Uri hook,
        bool isApplied,
        string mode,
        CancellationToken cancellationToken
    )
    {
        var steps = await provisioner.LookAsync(hook, cancellationToken);
        if (steps.Count == 0)
        {
            Console.WriteLine($"Stripe ({mode}) has all products and prices, and sends its messages to {hook}.");
            return;
        }
        Console.WriteLine(isApplied ? $"At Stripe ({mode}):" : $"Stripe ({mode}) lacks:");
        foreach (var step in steps)
        {
            var secret =
                isApplied && step is not ProvisioningStep.Differs
                    ? await provisioner.DoAsync(step, cancellationToken)
                    : null;
            Console.WriteLine($"  {InWords(step)}");
            if (secret is not null)
            {
                Console.WriteLine(
                    $"  Set its secret in the environment. It is shown only once:\n    Billing__WebhookSecret={secret}"
                );
            }
        }
        if (steps.OfType<ProvisioningStep.Differs>().Any())
        {
            throw new CommandException(
                "A price that differs cannot be changed: archive it at Stripe and remove its lookup key, then run this command again."
            );
        }
        Console.WriteLine(
            isApplied
                ? "Everything is created."
                : "Nothing was changed. Run 'bin/facerek billing setup --apply' to create it."
        );
    }

    private static string InWords(ProvisioningStep step) =>
        step switch
        {
            ProvisioningStep.MakeProduct { Plan: var plan } => $"product   FaceRek {plan.Name}",
            ProvisioningStep.ReviveProduct { Plan: var plan } => $"product   FaceRek {plan.Name}, which is archived",
            ProvisioningStep.MakePrice { Price: var price } => $"price     {InWords(price)}",
            ProvisioningStep.RevivePrice { Price: var price } => $"price     {InWords(price)}, which is archived",
            ProvisioningStep.Differs differs =>
                $"price     {InWords(differs.Price)}; {differs.PriceId} has that key and another amount, currency or interval",
            ProvisioningStep.MakeEndpoint endpoint => $"endpoint  {endpoint.Address}",
            ProvisioningStep.ChangeEndpoint endpoint =>
                $"endpoint  {endpoint.Address} with the messages that FaceRek handles, enabled",
            _ => step.GetType().Name,
        };

    private static string InWords(PlanPrice price) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{price.LookupKey}, {price.PerPerson.Amount:0.00} {price.PerPerson.Currency.ToUpperInvariant()} per person and {(price.Interval == BillingInterval.Year ? "year" : "month")}"
        );

    private static Command Events()
    {
        var state = new Option<StripeEventState>("--state")
        {
            Description = "Which messages.",
            DefaultValueFactory = _ => StripeEventState.Dead,
        };
        var command = new Command(
            "events",
            $"Lists Stripe's messages that could not be processed, of all organizations, the newest {StripeEventAdmin.MaxListed} first."
        )
        {
            state,
        };
        command.SetAction(
            async (result, cancellationToken) =>
            {
                await using var app = FaceRekHost.Build(CommandSettings.Quiet);
                await app.Services.MigrateDatabaseAsync(cancellationToken);
                await using var scope = app.Services.CreateAsyncScope();
                var events = await scope
                    .ServiceProvider.GetRequiredService<StripeEventAdmin>()
                    .ListAsync(result.GetValue(state), cancellationToken);
                foreach (var one in events)
                {
                    Console.WriteLine(
                        string.Create(
                            CultureInfo.InvariantCulture,
                            $"{one.Id}  {one.ReceivedAt.UtcDateTime:yyyy-MM-dd HH:mm}Z  {one.Type, -40} {one.Organization ?? one.CustomerId ?? "no customer", -24} tried {one.Attempts} times  {one.Fault}"
                        )
                    );
                }
                Console.WriteLine(
                    events.Count == 0
                        ? $"There are no messages that are {Name(result.GetValue(state))}."
                        : $"{events.Count} {Name(result.GetValue(state))}."
                );
            }
        );
        return command;
    }

    private static Command Replay()
    {
        var ids = new Argument<string[]>("id")
        {
            Description = "Ids of dead letters, as 'bin/facerek billing events' lists them.",
            Arity = ArgumentArity.OneOrMore,
        };
        var command = new Command("replay", "Tells the running application to process dead letters again.") { ids };
        command.SetAction(
            async (result, cancellationToken) =>
            {
                await using var app = FaceRekHost.Build(CommandSettings.Quiet);
                await app.Services.MigrateDatabaseAsync(cancellationToken);
                foreach (var id in result.GetValue(ids)!)
                {
                    await using var scope = app.Services.CreateAsyncScope();
                    if (
                        !await scope
                            .ServiceProvider.GetRequiredService<StripeEventAdmin>()
                            .ReplayAsync(id, cancellationToken)
                    )
                    {
                        throw new CommandException($"There is no dead letter '{id}'.");
                    }
                    Console.WriteLine($"{id} will be processed again.");
                }
            }
        );
        return command;
    }

    private static string Name(StripeEventState state) => state.ToString().ToLowerInvariant();
}
