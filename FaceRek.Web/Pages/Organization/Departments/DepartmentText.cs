using System.Diagnostics;
using FaceRek.Core.Workplaces.Departments;
using Microsoft.Extensions.Localization;

namespace FaceRek.Web.Pages.Organization.Departments;

internal static class DepartmentText
{
    /// <summary>Why a department was not saved, and the field for the message.</summary>
    public static (string Field, string Sentence) Refusal(this IStringLocalizer words, DepartmentOutcome outcome) =>
        outcome switch
        {
            DepartmentOutcome.NameUnreadable => ("Input.Name", words["Enter a name.", Department.MaxNameLength]),
            DepartmentOutcome.NameTaken => ("Input.Name", words["Another department has this name. Choose another."]),
            DepartmentOutcome.TooMany => (
                "Input.Name",
                words["An organization can have at most {0} departments.", Department.MaxCount]
            ),
            DepartmentOutcome.NoSuchParent => ("Input.Parent", words["Choose a department from the list."]),
            DepartmentOutcome.BelowItself => ("Input.Parent", words["A department cannot be part of itself."]),
            DepartmentOutcome.TooDeep => (
                "Input.Parent",
                words["Departments can be at most {0} levels deep.", Department.MaxDepth]
            ),
            DepartmentOutcome.NotAManager => (
                "Input.Managers",
                words["Only managers and admins can lead. Choose from the list."]
            ),
            DepartmentOutcome.InUse inUse => (
                "",
                words[
                    "It still has people ({0}) or departments below it ({1}). Move them first.",
                    inUse.People,
                    inUse.Departments
                ]
            ),
            DepartmentOutcome.Remembered => (
                "",
                words["Reports of earlier days name this department, so it cannot be removed. You can rename it."]
            ),
            DepartmentOutcome.Done or DepartmentOutcome.NotFound => throw new InvalidOperationException(
                $"{outcome.GetType().Name} has no words here."
            ),
            _ => throw new UnreachableException(),
        };
}
