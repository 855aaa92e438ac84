using System.Globalization;
using FaceRek.Core.Billing.Plans;
using FaceRek.Core.Organizations;
using FaceRek.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace FaceRek.Core.Billing.History;

/// <summary>Reads the current organization's invoices, payments and seats by year, from stored rows.</summary>
public sealed class BillingHistory(FaceRekDb db, CurrentOrganization current)
{
    /// <summary>Maximum lines of a kind that a page shows for a year.</summary>
    public const int MaxLines = 500;

    /// <summary>The newest first.</summary>
    public Task<List<Invoice>> InvoicesAsync(BillingYear year, CancellationToken cancellationToken) =>
        db
            .Invoices.Where(invoice => invoice.CreatedAt >= year.From && invoice.CreatedAt < year.To)
            .OrderByDescending(invoice => invoice.CreatedAt)
            .Take(MaxLines)
            .ToListAsync(cancellationToken);

    /// <summary>The newest first.</summary>
    public Task<List<Payment>> PaymentsAsync(BillingYear year, CancellationToken cancellationToken) =>
        db
            .Payments.Where(payment => payment.At >= year.From && payment.At < year.To)
            .OrderByDescending(payment => payment.At)
            .Take(MaxLines)
            .ToListAsync(cancellationToken);

    /// <summary>Refunds of these invoices by their Stripe id, whatever their date.</summary>
    public async Task<IReadOnlyDictionary<string, long>> RefundsAsync(
        IEnumerable<Invoice> invoices,
        CancellationToken cancellationToken
    )
    {
        var ids = invoices.Select(invoice => invoice.StripeId).ToList();
        return await db
            .Payments.Where(payment =>
                payment.IsRefund
                && payment.Status == "succeeded"
                && payment.InvoiceId != null
                && ids.Contains(payment.InvoiceId)
            )
            .GroupBy(payment => payment.InvoiceId!)
            .Select(group => new { group.Key, Sum = group.Sum(payment => payment.Amount) })
            .ToDictionaryAsync(row => row.Key, row => row.Sum, cancellationToken);
    }

    /// <summary>Numbers of the invoices that payments were for, by their Stripe id.</summary>
    public async Task<IReadOnlyDictionary<string, string?>> NumbersAsync(
        IEnumerable<Payment> payments,
        CancellationToken cancellationToken
    )
    {
        var ids = payments.Select(payment => payment.InvoiceId).OfType<string>().Distinct().ToList();
        return await db
            .Invoices.Where(invoice => ids.Contains(invoice.StripeId))
            .ToDictionaryAsync(invoice => invoice.StripeId, invoice => invoice.Number, cancellationToken);
    }

    public async Task<IReadOnlyList<FinancialReport>> ReportAsync(BillingYear year, CancellationToken cancellationToken)
    {
        var invoices = await db
            .Invoices.Where(invoice =>
                (invoice.FinalizedAt ?? invoice.CreatedAt) >= year.From
                && (invoice.FinalizedAt ?? invoice.CreatedAt) < year.To
            )
            .ToListAsync(cancellationToken);
        var payments = await db
            .Payments.Where(payment => payment.At >= year.From && payment.At < year.To)
            .ToListAsync(cancellationToken);
        return FinancialReport.Of(year.Year, current.Organization.InZone, invoices, payments);
    }

    /// <param name="month">Any day of the month.</param>
    public Task<List<SeatDay>> SeatsAsync(DateOnly month, CancellationToken cancellationToken)
    {
        var first = new DateOnly(month.Year, month.Month, 1);
        var next = first.AddMonths(1);
        return db
            .SeatDays.Where(day => day.On >= first && day.On < next)
            .OrderBy(day => day.On)
            .ToListAsync(cancellationToken);
    }
}

/// <summary>A calendar year in the organization's time zone, from its first instant to that of the next year.</summary>
public sealed record BillingYear(int Year, DateTimeOffset From, DateTimeOffset To)
{
    /// <summary>
    /// The year in the address, or the current one where it has none; null where it is not a year in which the
    /// organization existed.
    /// </summary>
    public static BillingYear? Read(string? text, Organization organization, DateTimeOffset now)
    {
        var (first, last) = (organization.InZone(organization.CreatedAt).Year, organization.InZone(now).Year);
        if (string.IsNullOrEmpty(text))
        {
            return Of(last, organization);
        }
        return
            int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var year)
            && year >= first
            && year <= last
            ? Of(year, organization)
            : null;
    }

    private static BillingYear Of(int year, Organization organization) =>
        new(year, Start(year, organization), Start(year + 1, organization));

    private static DateTimeOffset Start(int year, Organization organization) =>
        organization.StartOf(new DateOnly(year, 1, 1)).ToUniversalTime();
}
