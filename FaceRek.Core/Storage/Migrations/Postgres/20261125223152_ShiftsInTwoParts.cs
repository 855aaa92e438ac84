using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace FaceRek.Core.Storage.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class ShiftsInTwoParts : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<int>(
                name: "FirstPartMinutes",
                table: "Shifts",
                type: "integer",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "SecondPartAfter",
                table: "Shifts",
                type: "integer",
                nullable: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "FirstPartMinutes",
                table: "Shifts");

            migrationBuilder.DropColumn(
                name: "SecondPartAfter",
                table: "Shifts");
        }
    }
}
